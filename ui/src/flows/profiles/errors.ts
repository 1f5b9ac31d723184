import { ApiError } from '@/api/error'

/** What the server says is wrong, by the place of the body: those of a name and of what lies below it. */
export function errorsAt(error: Error | null): (name: string) => string | undefined {
  const violations = error instanceof ApiError ? error.violations : []
  const isAt = (path: string, name: string) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`)
  return (name) => violations.filter(({ propertyPath }) => isAt(propertyPath, name)).map(({ message }) => message).join(' ') || undefined
}
