import qrcode from "qrcode-generator";
import { useMemo } from "react";

const quiet_zone = 4;

/** A QR code as a drawing: one path, dark on white in every theme. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { path, size } = useMemo(() => {
    const code = qrcode(0, "M");
    code.addData(text);
    code.make();
    const count = code.getModuleCount();
    let drawn = "";
    for (let row = 0; row < count; row += 1) {
      for (let column = 0; column < count; column += 1) {
        if (code.isDark(row, column)) {
          drawn += `M${column + quiet_zone} ${row + quiet_zone}h1v1h-1z`;
        }
      }
    }
    return { path: drawn, size: count + 2 * quiet_zone };
  }, [text]);
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect className="qr-ground" width={size} height={size} />
      <path className="qr-dark" d={path} />
    </svg>
  );
}
