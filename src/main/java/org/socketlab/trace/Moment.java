package org.socketlab.trace;

import org.socketlab.model.LabState;

/** A state and the last fact in it, published together. */
public record Moment(LabState state, long seq) {}
