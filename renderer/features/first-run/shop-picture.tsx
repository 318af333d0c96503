import classes from './first-run.module.css';

const BOOKS = [
  ['#b5533c', 'The Salt Road'],
  ['#315a72', 'Winter Fields'],
  ['#c59a3b', 'A Quiet Engine'],
  ['#4d6b58', 'Glass Harbour'],
  ['#6a4c78', 'Paper Cities'],
  ['#33475c', 'Northern Light'],
  ['#9e3c50', 'The Ninth Bell'],
  ['#3d7d8a', 'Low Tide'],
] as const;

const SHELVES = ['Fiction', 'Travel', 'Science', 'Poetry', 'History', 'Children'];

/** A drawing of the sample shop. It keeps its own colours in both themes, as pages do. */
export function ShopPicture() {
  return (
    <svg className={classes.picture} viewBox="0 0 288 180" aria-hidden="true">
      <rect width="288" height="180" fill="#fdfcf8" />
      <rect width="288" height="22" fill="#21362f" />
      <text x="12" y="15" fontFamily="Georgia, serif" fontSize="9" fill="#fff">
        Pageturner
      </text>
      <rect x="92" y="5" width="136" height="12" rx="2" fill="#fff" />
      <rect x="230" y="5" width="28" height="12" rx="2" fill="#d9a441" />
      <g fontSize="6" fill="#3c4a45">
        <text x="12" y="36" fontWeight="700">
          All books
        </text>
        {SHELVES.map((name, index) => (
          <text key={name} x="12" y={49 + index * 12}>
            {name}
          </text>
        ))}
      </g>
      {BOOKS.map(([color, title], index) => (
        <g key={title} transform={`translate(${68 + (index % 4) * 54} ${30 + Math.floor(index / 4) * 74})`}>
          <rect width="46" height="48" rx="2" fill={color} />
          <path d="M6 9h34M6 41h34" stroke="#fff" strokeOpacity=".7" />
          <path d="M12 22h22M16 28h14" stroke="#fff" strokeOpacity=".5" strokeWidth="2" />
          <text y="57" fontSize="5.4" fill="#1d2b26">
            {title}
          </text>
          <path d="M0 63h14" stroke="#1d2b26" strokeWidth="2.4" />
          <path d="M20 63h12" stroke="#6d8a7c" strokeWidth="1.6" />
        </g>
      ))}
    </svg>
  );
}
