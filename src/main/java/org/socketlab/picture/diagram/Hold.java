package org.socketlab.picture.diagram;

/**
 * That a process holds a socket open.
 *
 * @param seq the fact that said so
 */
record Hold(int pid, int fd, long seq) {}
