/** The face of codes, in inputs. */
export const MONO = { input: { fontFamily: 'var(--mantine-font-family-monospace)' } }
