/** Where on a page it is chosen between two who wrote. */
export const conflictPlace = 'both'
