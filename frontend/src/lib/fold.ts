/** For comparing what is typed with what is shown: no capitals, no accents; ł has no accent that could be taken off. */
export const fold = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ł', 'l').replaceAll('ß', 'ss')
