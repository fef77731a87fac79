package org.socketlab.picture;

/** A place in a picture, px at 100 % from its upper left corner. */
public record Point(double x, double y) {}
