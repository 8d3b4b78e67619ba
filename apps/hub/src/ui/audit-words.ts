const words: Readonly<Record<string, string>> = {
  createTenant: "Created the tenant",
  registerPublisher: "Registered a publisher",
  publishPersona: "Published a Persona",
  getPersona: "Got a Persona",
  createFleet: "Created a fleet",
  createEnrolmentToken: "Created an install line",
  enrolHost: "Enrolled a host",
  assignPersona: "Put a Persona on a fleet, in shadow",
  approveAssignment: "Approved a Persona",
  setAssignmentMode: "Switched the mode",
  unassignPersona: "Took a Persona off a fleet",
  pauseFleet: "Paused a fleet",
  resumeFleet: "Resumed a fleet",
};

/** A command's name as a sentence; a name it does not know is spaced out. */
export function auditWords(command: string): string {
  return words[command] ?? command.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
