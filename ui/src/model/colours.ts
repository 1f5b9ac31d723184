/** Colours that read well on both grounds, to begin with. */
export const COLOURS = ['#2563EB', '#0891B2', '#0D9488', '#16A34A', '#65A30D', '#CA8A04', '#EA580C', '#DC2626', '#DB2777', '#9333EA', '#6B7280', '#334155']
