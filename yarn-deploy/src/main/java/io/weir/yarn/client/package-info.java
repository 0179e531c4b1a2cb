/**
 * How an application begins: what runs where {@code yarn jar weir.jar} was typed. Read {@link io.weir.yarn.client.YarnDeployment},
 * {@link io.weir.yarn.client.YarnApplication}, {@link io.weir.yarn.client.EngineArchive}.
 */
package io.weir.yarn.client;
