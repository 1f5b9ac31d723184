export { UploadsProvider } from './UploadsProvider'
export { UploadTray } from './UploadTray'
export { useUploads } from './useUploads'
