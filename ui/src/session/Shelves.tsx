/** A shop window in plain shapes: three shelves of things. */
export function Shelves() {
  return (
    <svg viewBox="0 0 520 440" role="presentation">
      <g fill="#fff" fillOpacity={0.07}>
        <rect x="20" y="16" width="480" height="408" rx="20" />
      </g>
      <g fill="none" stroke="#fff" strokeOpacity={0.28} strokeWidth="2">
        <rect x="20" y="16" width="480" height="408" rx="20" />
      </g>
      <g fill="#fff" fillOpacity={0.3}>
        <rect x="44" y="146" width="432" height="5" rx="2.5" />
        <rect x="44" y="272" width="432" height="5" rx="2.5" />
        <rect x="44" y="398" width="432" height="5" rx="2.5" />
      </g>
      <Lamps />
      <Seats />
      <Vessels />
    </svg>
  )
}

function Lamps() {
  return (
    <g>
      <path d="M72 108 a30 30 0 0 1 60 0 z" fill="#ffd58a" />
      <rect x="99" y="108" width="6" height="32" rx="3" fill="#e8ecff" />
      <rect x="84" y="138" width="36" height="8" rx="4" fill="#e8ecff" />
      <rect x="176" y="66" width="56" height="80" rx="6" fill="#c3ccff" />
      <circle cx="204" cy="100" r="16" fill="#3547c4" fillOpacity={0.55} />
      <rect x="184" y="126" width="40" height="6" rx="3" fill="#3547c4" fillOpacity={0.35} />
      <rect x="272" y="92" width="20" height="54" rx="4" fill="#7ee0c3" />
      <rect x="296" y="80" width="16" height="66" rx="4" fill="#fff" fillOpacity={0.85} />
      <rect x="316" y="98" width="22" height="48" rx="4" fill="#ff9f8e" />
      <path d="M398 110 h48 l-7 36 h-34 z" fill="#e8ecff" fillOpacity={0.9} />
      <path d="M420 110 c-34 -6 -40 -34 -34 -48 c22 4 34 22 34 48 z" fill="#7ee0c3" />
      <path d="M424 110 c34 -6 40 -34 34 -48 c-22 4 -34 22 -34 48 z" fill="#56c7a6" />
      <path d="M422 110 c-12 -24 -8 -46 0 -62 c8 16 12 38 0 62 z" fill="#a5f0da" />
    </g>
  )
}

function Seats() {
  return (
    <g>
      <rect x="66" y="196" width="14" height="76" rx="7" fill="#ffb86b" />
      <rect x="66" y="234" width="76" height="14" rx="7" fill="#ffb86b" />
      <rect x="128" y="240" width="10" height="32" rx="5" fill="#ffb86b" />
      <path d="M186 272 v-38 a38 38 0 0 1 76 0 v38 z" fill="#e8ecff" />
      <rect x="178" y="240" width="92" height="26" rx="13" fill="#8fa0ff" />
      <rect x="308" y="222" width="128" height="10" rx="5" fill="#fff" fillOpacity={0.9} />
      <rect x="322" y="232" width="8" height="40" rx="4" fill="#fff" fillOpacity={0.75} />
      <rect x="414" y="232" width="8" height="40" rx="4" fill="#fff" fillOpacity={0.75} />
      <circle cx="352" cy="208" r="14" fill="#ff9f8e" />
      <rect x="382" y="196" width="30" height="26" rx="5" fill="#7ee0c3" />
    </g>
  )
}

function Vessels() {
  return (
    <g>
      <path d="M74 398 c-16 -34 4 -46 8 -70 h28 c4 24 24 36 8 70 z" fill="#7ee0c3" />
      <path d="M160 360 h92 a46 38 0 0 1 -92 0 z" fill="#ffd58a" />
      <rect x="186" y="392" width="40" height="6" rx="3" fill="#ffd58a" />
      <rect x="292" y="322" width="76" height="76" rx="10" fill="#c3ccff" />
      <path d="M292 374 l24 -22 18 16 14 -12 20 18 v14 a10 10 0 0 1 -10 10 h-56 a10 10 0 0 1 -10 -10 z" fill="#3547c4" fillOpacity={0.5} />
      <circle cx="348" cy="342" r="8" fill="#fff" />
      <path d="M408 398 v-44 a22 22 0 0 1 44 0 v44 z" fill="#ff9f8e" />
      <rect x="424" y="320" width="12" height="20" rx="6" fill="#ff9f8e" />
    </g>
  )
}
