import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { post } from '@/api/client'

const WAIT = 300

/** When an expression would be due, or why it can't be read; asked once nobody types any more. */
export function useNextRuns(cron: string, timezone: string) {
  const [wish] = useDebouncedValue({ cron, timezone }, WAIT)
  return useQuery({
    queryKey: ['nextRuns', wish.cron, wish.timezone],
    queryFn: async ({ signal }) => (await post<{ runs: string[] }>('/api/plannings/preview', wish, { signal })).value.runs,
    placeholderData: keepPreviousData,
    retry: false,
  })
}
