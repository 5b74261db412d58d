const group_length_max = 4;

/** A code as it is read aloud, "123 4567 8901": as in the messages that carry it. */
export function grouped_code(code: string): string[] {
  const count = Math.ceil(code.length / group_length_max);
  return Array.from({ length: count }, (_, index) =>
    code.slice(
      Math.floor((code.length * index) / count),
      Math.floor((code.length * (index + 1)) / count),
    ),
  );
}
