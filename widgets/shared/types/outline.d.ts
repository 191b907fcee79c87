import type { Report } from "./report.js";

/** How one rule came out. */
export type Outcome = Pick<Report["findings"][number], "id" | "outcome" | "severity">;

/** What a portal is told of a report: nothing that was measured or read. */
export interface Outline {
  check: Report["check"];
  target: { province: string; item: string; city: string | null };
  rulebook: { id: string; version: string };
  verdict: Report["verdict"];
  /** How many rules came out how. */
  counts: Record<Outcome["outcome"], number>;
  findings: Outcome[];
}
