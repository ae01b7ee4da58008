CALL tapeline.ensure_group('${Group}')
