/**
 * What {@code yarn jar weir.jar} loads beside a cluster's own classes: {@link io.weir.yarn.launch.Launcher}, which begins all else in
 * a process of its own. Must not know anything but the JDK.
 */
package io.weir.yarn.launch;
