// A sandbox that dies of its own.
process.kill(process.pid, "SIGKILL");
