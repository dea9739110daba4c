# SPDX-License-Identifier: GPL-3.0-or-later
"""The networks that are tried: of torchvision, timm, transformers and Keras, by the names people know.

All as their libraries make them, with weights drawn at random; networks of transformers, and those
of timm with a number of blocks, have fewer layers than the published ones, of the same kinds.
"""

from dataclasses import dataclass, field

CLASSES = 1000


@dataclass(frozen=True)
class Network:
    library: str
    name: str
    size: int = 224
    extra: dict = field(default_factory=dict)
    ways: tuple = ()  # besides those of its library

    @property
    def title(self):
        return f"{self.library}/{self.name}"

    @property
    def folder(self):
        return self.title.replace("/", "-")


QUANTISED = ("onnx-int8", "onnx-int8-dynamic")
HALVED = ("onnx-fp16", "onnx-fp16-io32")

TORCHVISION = [
    Network("torchvision", "alexnet"),
    Network("torchvision", "vgg11_bn"),
    Network("torchvision", "resnet18", ways=QUANTISED + HALVED),
    Network("torchvision", "resnet50"),
    Network("torchvision", "resnext50_32x4d"),
    Network("torchvision", "densenet121"),
    Network("torchvision", "squeezenet1_1"),
    Network("torchvision", "googlenet", extra={"init_weights": False}),
    Network("torchvision", "inception_v3", 299, extra={"init_weights": False}),
    Network("torchvision", "mobilenet_v2", ways=QUANTISED + HALVED),
    Network("torchvision", "mobilenet_v3_small", ways=HALVED),
    Network("torchvision", "mobilenet_v3_large"),
    Network("torchvision", "shufflenet_v2_x1_0"),
    Network("torchvision", "mnasnet0_5"),
    Network("torchvision", "efficientnet_b0", ways=QUANTISED),
    Network("torchvision", "efficientnet_v2_s"),
    Network("torchvision", "regnet_y_400mf"),
    Network("torchvision", "convnext_tiny", ways=HALVED),
    Network("torchvision", "vit_b_32"),
    Network("torchvision", "swin_t"),
    Network("torchvision", "swin_v2_t", 256),
    Network("torchvision", "maxvit_t"),
]

TIMM = [
    Network("timm", "resnet18d"),
    Network("timm", "resnetv2_50"),
    Network("timm", "mobilenetv4_conv_small"),
    Network("timm", "efficientnet_lite0"),
    Network("timm", "tf_efficientnet_b0"),
    Network("timm", "convnextv2_atto"),
    Network("timm", "vit_tiny_patch16_224", ways=QUANTISED + HALVED),
    Network("timm", "deit_tiny_distilled_patch16_224"),
    Network("timm", "beit_base_patch16_224", extra={"depth": 3}),
    Network("timm", "cait_xxs24_224"),
    Network("timm", "xcit_nano_12_p16_224"),
    Network("timm", "levit_128s"),
    Network("timm", "coat_lite_tiny"),
    Network("timm", "mixer_s32_224"),
    Network("timm", "gmlp_ti16_224"),
    Network("timm", "resmlp_12_224"),
    Network("timm", "poolformer_s12"),
    Network("timm", "edgenext_xx_small", 256),
    Network("timm", "mobilevit_xxs", 256),
    Network("timm", "mobilevitv2_050", 256),
    Network("timm", "efficientformer_l1"),
    Network("timm", "efficientvit_b0"),
    Network("timm", "fastvit_t8", 256),
    Network("timm", "repvgg_a0"),
    Network("timm", "mobileone_s0"),
    Network("timm", "ghostnet_100"),
    Network("timm", "hrnet_w18_small"),
    Network("timm", "dla46_c"),
    Network("timm", "res2net50_14w_8s"),
    Network("timm", "resnest14d"),
    Network("timm", "skresnet18"),
    Network("timm", "botnet26t_256", 256),
    Network("timm", "halonet26t", 256),
    Network("timm", "nf_regnet_b0", 192),
    Network("timm", "coatnet_nano_rw_224"),
    Network("timm", "crossvit_tiny_240", 240),
    Network("timm", "convmixer_768_32"),
    Network("timm", "twins_svt_small"),
    Network("timm", "pvt_v2_b0"),
    Network("timm", "eva02_tiny_patch14_336", 336, extra={"depth": 6}),
]

# Names of configuration and model classes of transformers; what differs from their defaults.
TRANSFORMERS = [
    Network("transformers", "ViT", extra={"num_hidden_layers": 4}, ways=("onnx-int8-dynamic",)),
    Network("transformers", "DeiT", extra={"num_hidden_layers": 4}),
    Network("transformers", "Beit", extra={"num_hidden_layers": 3, "use_relative_position_bias": True}),
    Network("transformers", "Swin", extra={"depths": [2, 2, 2, 2]}),
    Network("transformers", "Swinv2", extra={"depths": [2, 2, 2, 2]}),
    Network("transformers", "ConvNext"),
    Network("transformers", "ResNet"),
    Network("transformers", "RegNet"),
    Network("transformers", "MobileViT", 256, extra={"image_size": 256}),
    Network("transformers", "MobileNetV2"),
    Network("transformers", "Segformer"),
    Network("transformers", "PoolFormer"),
    Network("transformers", "Levit"),
    Network("transformers", "Dinov2", extra={"num_hidden_layers": 3, "image_size": 224}),
]

KERAS = [
    Network("keras", "MobileNetV2"),
    Network("keras", "MobileNetV3Small"),
    Network("keras", "EfficientNetB0"),
    Network("keras", "EfficientNetV2B0"),
    Network("keras", "ResNet50V2"),
    Network("keras", "DenseNet121"),
    Network("keras", "NASNetMobile"),
    Network("keras", "Xception", 299),
    Network("keras", "ConvNeXtTiny"),
]

NETWORKS = TORCHVISION + TIMM + TRANSFORMERS + KERAS


def make(network, for_trace=False):
    """The network as its library makes it, with 1000 classes.

    for_trace: a transformers network that answers with a tuple, as its documentation asks for
    `torch.jit.trace`.
    """
    if network.library == "torchvision":
        import torchvision

        return torchvision.models.get_model(network.name, weights=None, **network.extra)
    if network.library == "timm":
        import timm

        return timm.create_model(network.name, pretrained=False, num_classes=CLASSES, **network.extra)
    import transformers

    config = getattr(transformers, network.name + "Config")(num_labels=CLASSES, **network.extra)
    config.torchscript = for_trace
    return getattr(transformers, network.name + "ForImageClassification")(config)
