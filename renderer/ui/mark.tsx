/** The sign of the product. */
export function Mark({ size }: { size: number }) {
  return (
    <svg className="shell-mark" style={{ width: size, height: size }} viewBox="0 0 20 20" aria-hidden="true">
      <rect width="20" height="20" rx="5" fill="var(--acc)" />
      <path
        d="M7 15V5h3.6a2.9 2.9 0 0 1 0 5.8H7m3.4 0L13.6 15"
        fill="none"
        stroke="#fff"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
