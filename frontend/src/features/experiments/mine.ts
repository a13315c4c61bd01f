import { usePerson } from '@/lib/session'

/** Whether the reader is of the team; the actions do not tell: there may be none to take. */
export const useIsMine = ({ team_id }: { team_id: string }) => usePerson().teams.includes(team_id)
