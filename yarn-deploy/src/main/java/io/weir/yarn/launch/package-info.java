/**
 * What {@code yarn jar weir.jar} loads beside a cluster's own classes: {@link io.weir.yarn.launch.Launcher}, which hides all else behind a
 * class loader of its own. Must not know anything but the JDK.
 */
package io.weir.yarn.launch;
