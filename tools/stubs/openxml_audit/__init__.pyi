from collections.abc import Sequence

class ValidationResult:
    is_valid: bool
    errors: Sequence[object]

class OpenXmlValidator:
    def __init__(self, *, max_errors: int) -> None: ...
    def validate(self, path: str) -> ValidationResult: ...
