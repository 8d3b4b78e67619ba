import { fileSubject } from "./file-subject.ts";
import { open } from "./json-file-target.fixture.ts";
import { targetContract } from "./target-contract.ts";

const openAt = (path: string) => open({ kind: "json-file", path });
targetContract("jsonFileTarget", () => fileSubject({ workers: 2, cache: "short" }, openAt));
