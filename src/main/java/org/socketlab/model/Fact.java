package org.socketlab.model;

/**
 * One thing that was learnt, and how.
 *
 * @param seq the order of learning, without holes
 * @param t when it happened, ns since the lab's start (CLOCK_MONOTONIC); need not rise with {@code seq}
 * @param because what it rests on where it is not observed
 */
public record Fact(long seq, long t, Evidence evidence, Because because, Event event) {}
