internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// Closes a connection whose request has taken too long, or that goes on sending a body far past the limit.
///
/// The server's idle timeout starts anew with every byte; this clock doesn't.
final class RequestGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let deadline: TimeAmount
    private let bodyBytesLimit: Int
    private var unanswered = 0
    private var isReceiving = false
    private var bodyBytes = 0
    private var alarm: Scheduled<Void>?

    /// Twice what a body may hold: who sends too much still gets to read why it was refused.
    init(limits: Limits) {
        self.deadline = limits.request
        self.bodyBytesLimit = 2 * limits.bodyBytes
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            unanswered += 1
            isReceiving = true
            bodyBytes = 0
            if alarm == nil { setAlarm(context) }
        case .body(let buffer):
            bodyBytes += buffer.readableBytes
            if bodyBytes > bodyBytesLimit { return context.close(promise: nil) }
        case .end:
            isReceiving = false
            clearAlarmIfDone(context)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            unanswered -= 1
            clearAlarmIfDone(context)
        }
        context.write(data, promise: promise)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        alarm?.cancel()
        alarm = nil
    }

    private func clearAlarmIfDone(_ context: ChannelHandlerContext) {
        alarm?.cancel()
        alarm = nil
        // What is left, a request behind this one or the rest of a body that nobody wanted, gets its own time.
        if unanswered > 0 || isReceiving { setAlarm(context) }
    }

    private func setAlarm(_ context: ChannelHandlerContext) {
        let channel = context.channel
        alarm = context.eventLoop.scheduleTask(in: deadline) { channel.close(promise: nil) }
    }
}
