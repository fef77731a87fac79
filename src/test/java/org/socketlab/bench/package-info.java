/** Speed and size, printed as ratios by {@code mvn -Pbench}: never a test, because a clock is no judge of right. */
package org.socketlab.bench;
