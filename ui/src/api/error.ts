/** A rule that a write broke, at the place of its body that broke it. */
export interface Violation {
  propertyPath: string
  message: string
}

interface Told {
  'hydra:description'?: string
  detail?: string
  message?: string
  violations?: Violation[]
}

/** What the server refused, in its own words. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly violations: Violation[],
    readonly requestId: string | null,
    /** Seconds until the same may be tried again. */
    readonly retryAfter: number | null,
  ) {
    super(message)
    this.name = 'ApiError'
  }

  static async of(answer: Response): Promise<ApiError> {
    const told = (await answer.json().catch(() => ({}))) as Told
    const message = told['hydra:description'] ?? told.detail ?? told.message ?? answer.statusText
    const seconds = answer.headers.get('Retry-After')
    const id = answer.headers.get('X-Request-Id')
    return new ApiError(answer.status, message, told.violations ?? [], id, seconds ? Number(seconds) : null)
  }
}
