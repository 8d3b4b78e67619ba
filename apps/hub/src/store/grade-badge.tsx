import type { GateGrade } from "@fleet-persona/hub-core";
import { Badge } from "../ui/badge.tsx";
import { gradeWords } from "./grade-words.ts";

export function GradeBadge({ grade }: { readonly grade: GateGrade }) {
  const { word, tone, meaning } = gradeWords[grade];
  return (
    <Badge tone={tone} title={meaning}>
      {word}
    </Badge>
  );
}
