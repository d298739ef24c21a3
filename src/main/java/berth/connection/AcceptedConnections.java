package berth.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Adds a {@link RequestDeadline} to each connection that a listener accepts. */
final class AcceptedConnections extends ChannelInboundHandlerAdapter {

  private final IdleConnections idle;
  private final UnsentResponses unsent;

  AcceptedConnections(IdleConnections idle, UnsentResponses unsent) {
    this.idle = idle;
    this.unsent = unsent;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object accepted) {
    if (accepted instanceof Channel connection) {
      connection.pipeline().addLast(new RequestDeadline(idle, unsent, System::nanoTime));
    }
    ctx.fireChannelRead(accepted);
  }
}
