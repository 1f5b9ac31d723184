const PIECE = 8 << 20
const PAUSES = [500, 2_000, 5_000, 10_000]

/** Sends a file piece by piece, so that a bad line costs one piece; answers its id. */
export async function upload(file: File, onProgress: (percent: number) => void): Promise<string> {
  const { Upload } = await import('tus-js-client')
  return new Promise((resolve, reject) => {
    const sending = new Upload(file, {
      endpoint: '/api/files',
      chunkSize: PIECE,
      retryDelays: PAUSES,
      headers: { 'X-Vitrine-Session': '1' },
      metadata: { filename: file.name, fileType: 'import' },
      storeFingerprintForResuming: false,
      onProgress: (sent, total) => onProgress(total ? (100 * sent) / total : 100),
      onError: reject,
      onSuccess: () => resolve(sending.url?.split('/').pop() ?? ''),
    })
    sending.start()
  })
}
