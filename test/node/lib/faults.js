// What went wrong so far: a journey goes on after most of it, and all is told at its end.
const faults = [];

export const fault = (text) => faults.push(text);
export const expect = (truth, text) => truth || fault(text);
export const same = (is, should, text) => expect(is === should, `${text}: “${is}” instead of “${should}”`);
export const told = () => [...new Set(faults)];
