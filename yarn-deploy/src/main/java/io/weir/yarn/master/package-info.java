/**
 * The ApplicationMaster: the JobManager of an application, and the containers it has. Read
 * {@link io.weir.yarn.master.ApplicationMaster}, {@link io.weir.yarn.master.ContainerProvisioner}. Must not know clients but by what
 * {@link io.weir.cluster.Farewell} says.
 */
package io.weir.yarn.master;
