/** Hears of each step of a long piece of work once it is done; what it throws ends the work there. */
export type OnStep<Step extends string> = (step: Step) => void | Promise<void>;
