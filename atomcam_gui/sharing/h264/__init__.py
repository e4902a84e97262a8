"""The cameras' pictures as H.264, made only while somebody watches.

``Encoders.watch(camera_id, form)`` gives an ``EncoderWatch``, an asynchronous iterator of ``Chunk``. However many watch
a camera, its pictures are decoded and encoded once, in a thread of its own. With nobody watching there is no thread, no
encoder and no sink at the hub.

What every watcher can rely on
    - The first chunk is a start, the next one a keyframe; that one is there within half a second of ``watch``, as soon
      as there is a picture at all.
    - Whatever comes can be played: handed on chunk by chunk, in order, nothing left out. Whoever reads too slowly loses
      all that waits, up to the next keyframe.
    - Where the pictures' size changes, a start comes again, and a keyframe after it. Where only something was lost,
      there is no new start.
    - A camera that goes away ends nothing: chunks come again when it does. The iterator ends with ``close``.

The stream is constrained baseline, yuv420p in the range of video with the weights of BT.601 (all told in the stream),
has no B-pictures, and a keyframe at least every four seconds. Pictures of odd size are scaled to the even one below.

``StreamForm.MPEGTS``
    A start is PAT and PMT alone; they are repeated before each keyframe, so a receiver may begin at any. A chunk is a
    number of whole packets of 188 bytes. Times are those of the capture, from picture to picture, however irregular.

``StreamForm.FMP4``, for MediaSource
    A start is an initialization segment (``ftyp``, ``moov``), any other chunk one media segment (``moof``, ``mdat``)
    with one picture. A page does this:

    1. Wait for the first start. Its ``codec`` is what ``addSourceBuffer('video/mp4; codecs="…"')`` wants.
    2. Append every chunk as it is, in order, one after ``updateend`` of the other. Leave ``timestampOffset`` and
       ``mode`` ("segments") alone: times begin at 0 for every watcher and leave no hole, whatever was lost in between.
    3. A further start is appended like everything else. It means that size or codec are other ones from here on, and
       nothing else: no new SourceBuffer is needed (``changeType`` where the codec differs), and times go on.
    4. A picture is given ``fmp4.HOLD_S`` (1 s) to be shown, since nobody knows when the next one comes; that one cuts
       it short. So the newest picture begins at ``buffered.end(last) - 1.0``, not at the end: stay a little before
       *that*, and jump there when playback has fallen behind by more than some tenths of a second.
    5. While a camera delivers nothing, the element comes to the end of the buffer and waits; it goes on by itself.
       A pause of more than 1 s is 1 s in the stream's time.
    6. Remove what was played from the buffer now and then.

``StreamForm.PACKETS``, for a muxer
    A chunk is one access unit in Annex B (start codes; SPS and PPS in band before every keyframe). ``pts_us`` is the
    time to show it and to decode it: microseconds since about the first picture, each at least a millisecond more than
    the one before. ``extradata`` has SPS and PPS, Annex B too. There is no chunk for a start: the keyframe itself has
    ``is_start`` set where extradata, width and height are other ones than before.

Nothing here knows of sockets or of Qt.
"""

from atomcam_gui.sharing.h264.chunk import Chunk, StreamForm
from atomcam_gui.sharing.h264.encoders import Encoders, EncoderState
from atomcam_gui.sharing.h264.watch import EncoderWatch

__all__ = ["Chunk", "EncoderState", "EncoderWatch", "Encoders", "StreamForm"]
