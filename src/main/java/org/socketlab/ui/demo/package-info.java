/** The real window without a display, driven by the demonstration and photographed. */
@NullMarked
package org.socketlab.ui.demo;

import org.jspecify.annotations.NullMarked;
