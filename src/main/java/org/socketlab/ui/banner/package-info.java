/** What a person must know now, above the picture: refusals with what to do, questions before something risky. */
@NullMarked
package org.socketlab.ui.banner;

import org.jspecify.annotations.NullMarked;
