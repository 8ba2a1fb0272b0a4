"""What layers and blocks are called in Chinese: by these words searches find them, beside their own names and English synonyms.

Nobody reads them, so they are not translated; a textbook's and a colleague's word for the same layer stand side by side.
Layers for sequences, images and volumes have the same words.
"""

import re

#: by the name of a layer without its number of axes, or by that of a block
_WORDS: dict[str, str] = {
    "Input": "输入层 图像",
    "Rescaling": "缩放像素 像素归一化",
    "Normalization": "标准化 零均值",
    "Resizing": "调整大小 缩放图像",
    "CenterCrop": "中心裁剪",
    "RandomFlip": "随机翻转 数据增强",
    "RandomRotation": "随机旋转 数据增强",
    "RandomTranslation": "随机平移 数据增强",
    "RandomZoom": "随机缩放 数据增强",
    "RandomCrop": "随机裁剪 数据增强",
    "RandomErasing": "随机擦除 数据增强",
    "RandomBrightness": "随机亮度 数据增强",
    "RandomContrast": "随机对比度 数据增强",
    "Dense": "全连接层 稠密层 密集层 线性层 分类器",
    "Identity": "恒等映射",
    "MultiHeadAttention": "多头注意力 自注意力",
    "GroupQueryAttention": "分组查询注意力 自注意力",
    "Attention": "注意力层 自注意力",
    "AdditiveAttention": "加性注意力",
    "Conv": "卷积层 空洞卷积 膨胀卷积 分组卷积",
    "DepthwiseConv": "逐通道卷积 深度卷积",
    "SeparableConv": "可分离卷积 深度可分离卷积",
    "ConvTranspose": "转置卷积 反卷积 上采样",
    "MaxPooling": "最大池化层 最大汇聚 下采样",
    "AveragePooling": "平均池化层 平均汇聚 均值池化 下采样",
    "GlobalMaxPooling": "全局最大池化层",
    "GlobalAveragePooling": "全局平均池化层 全局均值池化",
    "StochasticPooling": "随机池化层",
    "AdaptiveMaxPooling": "自适应最大池化层",
    "AdaptiveAveragePooling": "自适应平均池化层",
    "BatchNormalization": "归一化层 批量归一化 批归一化 批标准化 批规范化",
    "LayerNormalization": "归一化层 层归一化",
    "GroupNormalization": "归一化层 组归一化 实例归一化",
    "RMSNormalization": "均方根归一化",
    "UnitNormalization": "单位归一化",
    "SpectralNormalization": "谱归一化",
    "LocalResponseNormalization": "局部响应归一化",
    "LayerScale": "层缩放",
    "Activation": "激活函数 激活层 非线性",
    "ReLU": "激活函数 修正线性单元 线性整流",
    "LeakyReLU": "激活函数 带泄漏修正线性单元",
    "PReLU": "激活函数 参数化修正线性单元",
    "ELU": "激活函数 指数线性单元",
    "Softmax": "归一化指数函数 概率 分类器",
    "Dropout": "随机失活 丢弃层 暂退法 正则化",
    "SpatialDropout": "空间随机失活 正则化",
    "GaussianDropout": "高斯随机失活 正则化",
    "GaussianNoise": "高斯噪声 正则化",
    "StochasticDepth": "随机深度",
    "Flatten": "展平层 压平 拉平 扁平化",
    "Reshape": "改变形状 重塑",
    "Permute": "换轴 转置",
    "RepeatVector": "重复向量",
    "ZeroPadding": "零填充 补零 边界填充",
    "Cropping": "裁剪层",
    "UpSampling": "上采样 放大图像 插值",
    "Add": "相加 残差连接 跳跃连接 跳连 捷径 求和",
    "Concatenate": "拼接层 合并通道 连接通道",
    "Multiply": "相乘 逐元素乘",
    "Subtract": "相减",
    "Average": "求平均",
    "Maximum": "取最大值",
    "Minimum": "取最小值",
    "Dot": "点积 内积",
    "conv_bn_relu": "卷积块",
    "inception": "并列卷积",
    "residual": "残差网络 残差连接",
    "bottleneck": "瓶颈层 残差网络",
    "residual_stage": "残差网络",
    "dense_block": "密集块 稠密连接",
    "depthwise_separable": "可分离卷积",
    "inverted_residual": "倒置残差",
    "squeeze_excite": "通道注意力 挤压激励",
}
_AXES = re.compile(r"[123]D")


def words_for(name: str) -> tuple[str, ...]:
    """What a layer (by its class) or a block (by its key) is called besides; nothing for those of a person's own.

    >>> words_for("Flatten"), words_for("MaxPooling1D") == words_for("MaxPooling3D")
    (('展平层', '压平', '拉平', '扁平化'), True)
    """
    return tuple(_WORDS.get(_AXES.sub("", name), "").split())
