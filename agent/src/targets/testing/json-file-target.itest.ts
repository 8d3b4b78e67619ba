import { fileSubject } from "./file-subject.ts";
import { openJsonFileTarget } from "./json-file-target.fixture.ts";
import { targetContract } from "./target-contract.ts";

const open = (path: string) => openJsonFileTarget({ kind: "json-file", path });
targetContract("jsonFileTarget", () => fileSubject({ workers: 2, cache: "short" }, open));
