package org.socketlab.picture.time;

/**
 * A word on a moment.
 *
 * @param seq the fact after which that moment stands
 * @param told the fact that tells of it
 */
public record Bookmark(long seq, String text, String author, long told) {}
