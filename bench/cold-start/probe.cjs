// Loaded before the bootstrap: adds to each of its messages what the process has used so far.
const send = process.send.bind(process);
process.send = (message, ...rest) => {
  const { user, system } = process.cpuUsage();
  return send({ ...message, used: { cpuMs: (user + system) / 1000, peakMiB: process.resourceUsage().maxRSS / 1024 } }, ...rest);
};
