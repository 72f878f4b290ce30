/** Seconds an object is at work on a message, or a lookout. */
export const MESSAGE_S = 0.005
/** Seconds a call takes: of the object, or of the one it asks. */
export const CALL_S = 0.1
/** Seconds from a socket's upgrade to its hello, in which a timer runs. */
export const HELLO_S = 0.2
