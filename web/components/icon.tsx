// Strokes on a grid of 24, drawn for this page.
const PATHS = {
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M12 5v14M6 13l6 6 6-6',
  up: 'M12 19V5M6 11l6-6 6 6',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.4a3.5 3.5 0 0 1 0 6.2M18 14.6c2.1.8 3.5 2.8 3.5 5.4',
  plus: 'M12 5v14M5 12h14',
  send: 'M12 19V6M6 11.5L12 5.5l6 6',
  leave: 'M14 4h4a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-4M4 12h11M8 8l-4 4 4 4',
  light:
    'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  dark: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  system: 'M4 5h16v11H4zM9 20h6M12 16v4',
  alert: 'M12 8v5M12 16.5v.01M12 3.5l9 16H3z',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  forward: 'M9 5l7 7-7 7',
  settings:
    'M4 7h9M17 7h3M4 17h3M11 17h9M15 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM9 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  person: 'M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c0-4 3.3-6.5 7.5-6.5s7.5 2.5 7.5 6.5',
  lock: 'M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11M12 14.8v1.4',
  key: 'M8 19a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM11 12.2L20 3.5M16.2 7.2l2.6 2.6',
  phone:
    'M8 3h8a1.5 1.5 0 0 1 1.5 1.5v15A1.5 1.5 0 0 1 16 21H8a1.5 1.5 0 0 1-1.5-1.5v-15A1.5 1.5 0 0 1 8 3zM11 17.7h2',
  program: 'M4 5h16v14H4zM7.5 9.5L10 12l-2.5 2.5M12.5 14.5h4',
  account:
    'M4 6h16v12H4zM8.5 12a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM5.8 15.6c.4-1.3 1.4-2 2.7-2s2.3.7 2.7 2M14 10h3.5M14 14h3.5',
  invitation: 'M4 6h16v12H4zM4.5 7l7.5 6 7.5-6',
  more: 'M5 12a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0M11.4 12a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0M17.8 12a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0',
  star: 'M12 4l2.5 5.1 5.6.8-4 4 .9 5.6-5-2.7-5 2.7.9-5.6-4-4 5.6-.8z',
  bell: 'M6 16v-5a6 6 0 0 1 12 0v5l1.5 1.5h-15zM10 20.5h4',
  quiet: 'M6 16v-5a6 6 0 0 1 9.5-4.9M18 11v5l1.5 1.5h-15L6 16M10 20.5h4M4 4l16 16',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20',
  talk: 'M4 5h16v11H11l-4.5 3.5V16H4z',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1',
  bin: 'M5 7h14M10 4h4M7 7l.8 12.5h8.4L17 7M10.3 10.5v6M13.7 10.5v6',
  flag: 'M6 21V4h12l-2.5 4L18 12H6',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  undo: 'M8 5L4 9l4 4M4.5 9H14a5.5 5.5 0 0 1 0 11h-3',
  ban: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.7 5.7l12.6 12.6',
  mute: 'M12 14a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21M4 4l16 16',
  speak:
    'M12 14a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21',
  box: 'M4 5h16v4H4zM5.5 9v10h13V9M10 12.5h4',
  crown: 'M4 18h16M4.5 15L3.5 7l5 4L12 5l3.5 6 5-4-1 8z',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5M12 7.8v.01',
  deployment: 'M3 20V9.5L12 4l9 5.5V20M2 20h20M8 20v-4.5a4 4 0 0 1 8 0V20',
  overview: 'M4 20V10M10 20V4M16 20v-7M21 20H3',
  rooms: 'M4.5 20v-8.5a7.5 7.5 0 0 1 15 0V20zM9 20v-6.5a3 3 0 0 1 6 0V20',
  record: 'M6 3.5h9l4 4v13H6zM14.5 3.5v4.5H19M9 12.5h7M9 16.5h5',
  storage:
    'M12 9c4.4 0 8-1.3 8-3s-3.6-3-8-3-8 1.3-8 3 3.6 3 8 3zM4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3',
  eye: 'M2.5 12C4.5 8 8 5.5 12 5.5S19.5 8 21.5 12C19.5 16 16 18.5 12 18.5S4.5 16 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  reply: 'M9 6L4 11l5 5M4.5 11H14a6 6 0 0 1 6 6v1.5',
  thread: 'M4 5h16v10H11l-4 3.5V15H4zM8 8.7h8M8 11.5h5',
  pen: 'M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19zM14 6.5l3.5 3.5',
  pin: 'M9 4h6l-1 6 3.5 3.5h-11L10 10zM12 13.5V21',
  smile:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.2c.8 1.3 2 2 3.5 2s2.7-.7 3.5-2M9 9.5v.01M15 9.5v.01',
  calendar: 'M4 6h16v14H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.5V12l3 2',
} as const

export type IconName = keyof typeof PATHS

/** Never alone: what it stands for is said in words beside it. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.9"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
