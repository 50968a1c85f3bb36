/** How far something is, of how much. */
export const Progress = ({ value, max, label }: { value: number; max: number; label: string }) => (
  <div role="progressbar" aria-label={label} aria-valuenow={value} aria-valuemin={0} aria-valuemax={max} className="h-1.5 overflow-hidden rounded-full bg-n5">
    <div className="h-full bg-accent transition-[width]" style={{ width: `${max === 0 ? 0 : (value / max) * 100}%` }} />
  </div>
);
