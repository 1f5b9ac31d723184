import i18next from 'i18next'

/** A rule that a write broke, at the place of its body that broke it. */
export interface Violation {
  propertyPath: string
  /** The rule's stable name. */
  code: string
  message: string
}

interface Told {
  'hydra:description'?: string
  detail?: string
  message?: string
  violations?: Violation[]
}

/** What was broken, in the language of the interface as far as it has words; they are fetched when something is. */
export const inWords = async (violations: Violation[]): Promise<Violation[]> =>
  violations.length > 0 ? (await import('./rules')).inWords(violations) : violations

/** What the server refused. */
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

  /** It may go well when it is tried again. */
  get isPassing(): boolean {
    return this.status === 0 || this.status >= 500
  }

  /** What is wrong, by the path of what is wrong. */
  get byPath(): Record<string, string> {
    return Object.fromEntries(this.violations.map(({ propertyPath, message }) => [propertyPath, message]))
  }

  /** Nobody answered. */
  static unreached(): ApiError {
    return new ApiError(0, i18next.t('unreached.short'), [], null, null)
  }

  static async of(answer: Response): Promise<ApiError> {
    const told = (await answer.json().catch(() => ({}))) as Told
    const message = told['hydra:description'] ?? told.detail ?? told.message ?? answer.statusText
    const seconds = answer.headers.get('Retry-After')
    const id = answer.headers.get('X-Request-Id')
    return new ApiError(answer.status, message, await inWords(told.violations ?? []), id, seconds ? Number(seconds) : null)
  }
}
