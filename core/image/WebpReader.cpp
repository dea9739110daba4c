// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ReturnError.h"
#include "core/image/Decoders.h"

#include <algorithm>
#include <memory>
#include <webp/decode.h>
#include <webp/demux.h>

namespace pareidolia {

namespace {

using Demuxer = std::unique_ptr<WebPDemuxer, void (*)(WebPDemuxer*)>;

int orientationIn(const WebPDemuxer* demuxer)
{
    WebPChunkIterator chunk;
    if (WebPDemuxGetChunk(demuxer, "EXIF", 1, &chunk) == 0)
        return 1;
    std::span<const std::uint8_t> exif(chunk.chunk.bytes, chunk.chunk.size);
    constexpr std::string_view start("Exif\0\0", 6); // of JPEG; some write it here too
    if (exif.size() > start.size() && std::equal(start.begin(), start.end(), exif.begin()))
        exif = exif.subspan(start.size());
    const int orientation = exifOrientation(exif);
    WebPDemuxReleaseChunkIterator(&chunk);
    return orientation;
}

/// The frame on its canvas, which is transparent elsewhere.
bool decodeFrame(const WebPIterator& frame, RawPicture& picture)
{
    const auto stride = static_cast<std::size_t>(picture.shape.width) * 4;
    const bool fits = frame.x_offset >= 0 && frame.y_offset >= 0 &&
                      frame.width <= picture.shape.width - frame.x_offset &&
                      frame.height <= picture.shape.height - frame.y_offset;
    int width = 0, height = 0;
    if (!fits || WebPGetInfo(frame.fragment.bytes, frame.fragment.size, &width, &height) == 0 ||
        width != frame.width || height != frame.height)
        return false;
    const std::size_t begin = static_cast<std::size_t>(frame.y_offset) * stride +
                              static_cast<std::size_t>(frame.x_offset) * 4;
    return WebPDecodeRGBAInto(frame.fragment.bytes, frame.fragment.size,
                              picture.pixels.data() + begin, picture.pixels.size() - begin,
                              static_cast<int>(stride)) != nullptr;
}

} // namespace

Result<RawPicture> decodeWebp(std::string_view bytes, const std::string& name)
{
    const WebPData data{reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
    WebPDemuxState state = WEBP_DEMUX_PARSE_ERROR;
    const Demuxer demuxer(WebPDemuxPartial(&data, &state), WebPDemuxDelete);
    if (!demuxer || state < WEBP_DEMUX_PARSED_HEADER)
        return damagedPicture(name, "its header cannot be read");
    RawPicture picture;
    const std::uint32_t width = WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_WIDTH);
    const std::uint32_t height = WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_HEIGHT);
    RETURN_IF_ERROR(checkPictureSize(width, height, name));
    if (state != WEBP_DEMUX_DONE)
        return truncatedPicture(name);
    picture.shape = {static_cast<int>(width), static_cast<int>(height), 4};
    picture.pixels.resize(picture.shape.bytes());
    WebPIterator frame;
    if (WebPDemuxGetFrame(demuxer.get(), 1, &frame) == 0)
        return damagedPicture(name, "it has no frame");
    const bool decoded = decodeFrame(frame, picture);
    if (frame.num_frames > 1)
        picture.remarks.emplace_back("It has " + std::to_string(frame.num_frames) +
                                     " frames; the first one is used.");
    WebPDemuxReleaseIterator(&frame);
    if (!decoded)
        return damagedPicture(name, "its pixels cannot be read");
    picture.orientation = orientationIn(demuxer.get());
    return picture;
}

} // namespace pareidolia
