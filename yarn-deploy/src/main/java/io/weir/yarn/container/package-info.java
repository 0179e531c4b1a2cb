/**
 * What runs in a container, and how one is launched. Read {@link io.weir.yarn.container.Parcel}, {@link io.weir.yarn.container.Launch},
 * {@link io.weir.yarn.container.TaskManagerContainer}. Must not know who asks for containers.
 */
package io.weir.yarn.container;
