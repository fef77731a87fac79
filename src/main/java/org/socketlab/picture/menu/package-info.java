/** What can be done with what a picture shows. */
@NullMarked
package org.socketlab.picture.menu;

import org.jspecify.annotations.NullMarked;
