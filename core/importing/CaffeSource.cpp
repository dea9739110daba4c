// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeSource.h"

#include "core/importing/BadLayer.h"

#include <algorithm>

namespace pareidolia {

namespace {

template <typename Dimensions>
std::array<std::int64_t, 3> pictureIn(const Dimensions& dimensions)
{
    if (dimensions.size() < 4)
        throw BadLayer{"", "its input has no channels, height and width"};
    return {dimensions.Get(1), dimensions.Get(2), dimensions.Get(3)};
}

/// Older files have this in the parameters of the data, newer ones in those of the transformation,
/// which are read last.
template <typename How>
void readTransformation(const How& how, CaffeSource& source)
{
    if (how.has_scale())
        source.scale = how.scale();
    if (how.has_mean_file())
        source.meanFile = how.mean_file();
    if (how.crop_size() > 0)
        source.input[1] = source.input[2] = how.crop_size();
}

std::array<std::int64_t, 3> dummyPicture(const caffe::DummyDataParameter& dummy)
{
    if (dummy.shape_size() > 0)
        return pictureIn(dummy.shape(0).dim());
    if (dummy.channels_size() > 0 && dummy.height_size() > 0 && dummy.width_size() > 0)
        return {dummy.channels(0), dummy.height(0), dummy.width(0)};
    return {};
}

} // namespace

bool isCaffeSource(const std::string& type)
{
    return std::ranges::any_of(
        std::initializer_list<const char*>{"Input", "Data", "ImageData", "MemoryData", "HDF5Data",
                                           "WindowData", "DummyData", "AnnotatedData"},
        [&](const char* one) { return type == one; });
}

CaffeSource sourceOf(const caffe::LayerParameter& layer)
{
    CaffeSource source;
    const caffe::PictureDataParameter& list = layer.image_data_param();
    const caffe::MemoryDataParameter& memory = layer.memory_data_param();
    const caffe::TransformationParameter& transformation = layer.transform_param();
    if (layer.input_param().shape_size() > 0)
        source.input = pictureIn(layer.input_param().shape(0).dim());
    else if (layer.has_memory_data_param())
        source.input = {memory.channels(), memory.height(), memory.width()};
    else if (layer.has_dummy_data_param())
        source.input = dummyPicture(layer.dummy_data_param());
    else if (list.new_height() > 0 && list.new_width() > 0)
        source.input = {0, list.new_height(), list.new_width()};
    if (!list.is_color() || transformation.force_gray())
        source.input[0] = 1;
    readTransformation(layer.data_param(), source);
    readTransformation(list, source);
    readTransformation(layer.window_data_param(), source);
    readTransformation(transformation, source);
    source.mean = {transformation.mean_value().begin(), transformation.mean_value().end()};
    return source;
}

CaffeSource sourceOf(const caffe::NetParameter& network)
{
    CaffeSource source;
    if (network.input_shape_size() > 0)
        source.input = pictureIn(network.input_shape(0).dim());
    else if (network.input_dim_size() > 0)
        source.input = pictureIn(network.input_dim());
    return source;
}

} // namespace pareidolia
