/** The columns that the accounts can be sorted by. */
export const COLUMNS = [
  { by: "channel", label: "Channel" },
  { by: "status", label: "Status" },
  { by: "places", label: "Places held" },
  { by: "maxJobs", label: "maxJobs" },
];
