// Drawn by strokes of one width, so that they belong to each other and to the key of the brand.
const shapes = {
  overview: "M4 13h6V4H4zM14 20h6v-9h-6zM4 20h6v-3H4zM14 7h6V4h-6z",
  terminal: "M3 5h18v11H3zM8 20h8M12 16v4",
  code: "M4 7h16v10H4zM8 11v2M12 11v2M16 11v2",
  pair: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2z",
  device: "M4 9h16v9H4zM8 13.5h.01M12 13.5h5M7 9l2-4h6l2 4",
  user: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.8-3.4 3.7-5 7.5-5s6.700 1.600 7.500 5",
  department: "M9 4h6v5H9zM3 15h6v5H3zM15 15h6v5h-6zM12 9v3M6 15v-3h12v3",
  administrator: "M12 3l7 3v5.500c0 4.500-3 7.700-7 9.500-4-1.800-7-5-7-9.500V6zM9 12l2 2 4-4",
  application: "M8 8l-4 4 4 4M16 8l4 4-4 4M13.500 5l-3 14",
  enterprise:
    "M4 20V5l8-2v17M12 9h8v11M3 20h18M7.500 8.500v.01M7.500 12v.01M7.500 15.500v.01M16 " +
    "13v.01M16 16.500v.01",
  audit: "M6 3h12v18H6zM9 8h6M9 12h6M9 16h4",
  job: "M10 6h10M10 12h10M10 18h10M4 6l1.500 1.500L8 5M4 12l1.500 1.500L8 11M4 18l1.500 1.500L8 17",
  message: "M3 5h18v14H3zM3.500 6l8.500 7 8.500-7",
  help:
    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.500 9.500a2.500 2.500 0 1 1 3.600 " +
    "2.200c-.7.4-1.100.9-1.100 1.800M12 16.700v.01",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5",
  down: "M6 9l6 6 6-6",
  up: "M6 15l6-6 6 6",
  right: "M9 6l6 6-6 6",
  left: "M15 6l-6 6 6 6",
  tick: "M5 12.500l4.500 4.500L19 7.500",
  dash: "M6 12h12",
  close: "M6 6l12 12M18 6L6 18",
  plus: "M12 5v14M5 12h14",
  menu: "M4 7h16M4 12h16M4 17h16",
  columns: "M4 5h16v14H4zM9.500 5v14M14.500 5v14",
  eye:
    "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 " +
    "2.500 12zM12 14.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
  reset: "M4.500 12a7.500 7.500 0 1 0 2.300-5.400M4.500 4v4h4",
  warning: "M12 4L2.500 20h19zM12 10v4.500M12 17.300v.01",
  good: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 12.300l2.800 2.700L16 9.500",
  more: "M4.5 12h1M11.5 12h1M18.5 12h1",
  out: "M10 4H4v16h6M9 12h11M16 8l4 4-4 4",
  print: "M7 8V4h10v4M7 17H4V8h16v9h-3M7 14h10v6H7z",
} as const;

export type IconName = keyof typeof shapes;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  );
}
