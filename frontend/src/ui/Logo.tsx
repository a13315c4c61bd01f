/** A door ajar, with light behind it. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#3b4ab0" />
      <rect x="8" y="5" width="16" height="20.5" rx="1.6" fill="#ffcf7d" />
      <path d="M8.8 5.8l8 2.8V28l-8-3z" fill="#fff" stroke="#fff" strokeWidth="1.6" strokeLinejoin="round" />
      <circle cx="14.3" cy="17.6" r="1.5" fill="#3b4ab0" />
    </svg>
  )
}
