"""Layers of Keras that TensorFlow computes faster in another way.

Both have the weights and the answers of those they stand for; on other backends they are those.
"""

from training.backend import keras
from training.backend import tensorflow as tf

layers = keras.layers


@keras.saving.register_keras_serializable(package="kilas")
class FusedBatchNormalization(layers.BatchNormalization):
    """BatchNorm in one operation, for feature maps [n, height, width, channels].

    Keras composes the normalisation of a training batch from eight operations that each read or
    write the whole feature map; with MobileNetV2 on a CPU that took longer than the convolutions.
    The variance that goes into the moving average is that of a sample (divided by n - 1, not n).
    """

    def call(self, inputs, training=None, mask=None):
        """Feature maps of any float type -> the same shape, in the layer's type."""
        learning = training and self.trainable
        if not learning or keras.backend.backend() != "tensorflow":
            return super().call(inputs, training=training, mask=mask)
        outputs, mean, variance, *_ = tf.raw_ops.FusedBatchNormV3(
            x=tf.cast(inputs, "float32"),
            scale=self.gamma if self.scale else tf.ones_like(self.moving_mean),
            offset=self.beta if self.center else tf.zeros_like(self.moving_mean),
            mean=[],
            variance=[],
            epsilon=self.epsilon,
        )
        for average, value in ((self.moving_mean, mean), (self.moving_variance, variance)):
            average.assign(average * self.momentum + value * (1 - self.momentum))
        return tf.cast(outputs, self.compute_dtype)


@keras.saving.register_keras_serializable(package="kilas")
class MixedDepthwiseConv2D(layers.DepthwiseConv2D):
    """A depthwise convolution of maps [n, height, width, channels] with float32 gradients of these.

    TensorFlow has no fast way to compute that one in bfloat16: on an AVX-512 processor it takes six
    times as long as in float32 (docs/experiments.md, 'A first result').
    """

    def call(self, inputs):
        """Feature maps of any float type -> those of the convolution, in the layer's type."""
        if self.compute_dtype != "bfloat16" or keras.backend.backend() != "tensorflow":
            return super().call(inputs)
        how = {
            "strides": [1, *self.strides, 1],
            "padding": self.padding.upper(),
            "dilations": [1, *self.dilation_rate, 1],
        }

        @tf.custom_gradient
        def convolve(maps, kernel):
            def gradient(upstream):
                of_maps = tf.raw_ops.DepthwiseConv2dNativeBackpropInput(
                    input_sizes=tf.shape(maps),
                    filter=tf.cast(kernel, "float32"),
                    out_backprop=tf.cast(upstream, "float32"),
                    **how,
                )
                of_kernel = tf.raw_ops.DepthwiseConv2dNativeBackpropFilter(
                    input=maps, filter_sizes=tf.shape(kernel), out_backprop=upstream, **how
                )
                return tf.cast(of_maps, maps.dtype), of_kernel

            return tf.raw_ops.DepthwiseConv2dNative(input=maps, filter=kernel, **how), gradient

        outputs = convolve(inputs, keras.ops.cast(self.kernel, self.compute_dtype))
        if self.use_bias:
            outputs += keras.ops.cast(self.bias, self.compute_dtype)
        return self.activation(outputs)


def with_faster_layers(model: keras.Model, exact: tuple[str, ...] = ()) -> keras.Model:
    """The same model, its weights included, with these layers instead of Keras's; those whose name
    begins with one of `exact` compute in float32, whatever the others do.

    BatchNorm's moving averages follow within tens of batches. With Keras's momentum of 0.99
    (MobileNetV2: 0.999) they lag behind weights that still move fast, and a short run is judged by
    them.
    """

    def copy(layer: layers.Layer) -> layers.Layer:
        config = layer.get_config()
        if layer.name.startswith(exact):
            config["dtype"] = "float32"
        if isinstance(layer, layers.BatchNormalization):
            return FusedBatchNormalization.from_config(config | {"momentum": 0.9})
        if isinstance(layer, layers.DepthwiseConv2D):
            return MixedDepthwiseConv2D.from_config(config)
        return layer.__class__.from_config(config)

    faster = keras.models.clone_model(model, clone_function=copy)
    faster.set_weights(model.get_weights())
    return faster


def plain_class(layer: layers.Layer) -> type[layers.Layer]:
    """The class that a layer has in Keras itself, for a model that others are to load."""
    return next(kind for kind in type(layer).__mro__ if kind.__module__.startswith("keras."))
